package timer_test

import (
	"errors"
	"math"
	"math/big"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/goasyncio/asyncio/timer"
)

func TestG1_SecondsOfNaN(t *testing.T) {
	d, err := timer.Seconds(math.NaN())
	expect(t, "Is ErrNaN", errors.Is(err, timer.ErrNaN), true)
	expect(t, "duration", d, 0)
}

func TestG1_Seconds(t *testing.T) {
	for _, test := range []struct {
		name string
		s    float64
		want time.Duration
	}{
		{"zero", 0, 0},
		{"minus zero", math.Copysign(0, -1), 0},
		{"one", 1, time.Second},
		{"a tenth", 0.1, 100 * time.Millisecond},
		{"as written, though the product is 70000000.00000001", 0.07, 70 * time.Millisecond},
		{"as written, though the product is 1000999999.9999999", 1.001, 1001 * time.Millisecond},
		{"nine decimals", 1.123456789, 1_123_456_789},
		{"a day", 86400.000000001, 24*time.Hour + 1},
		{"a nanosecond", 1e-9, 1},
		{"less than a nanosecond", 1e-10, 1},
		{"a nanosecond and a bit", 1.01e-9, 2},
		{"the smallest float", math.SmallestNonzeroFloat64, 1},
		{"negative", -1.5, -1500 * time.Millisecond},
		{"negative, less than a nanosecond", -1e-10, 0},
		{"290 years", 9.2e9, 9.2e18},
		{"the last that fits", math.Nextafter(1<<63/1e9, 0), 1<<63 - 1024},
		{"292 years and a half", 9.23e9, timer.Forever},
		{"1e300", 1e300, timer.Forever},
		{"-1e300", -1e300, -timer.Forever},
		{"the largest float", math.MaxFloat64, timer.Forever},
		{"infinity", math.Inf(1), timer.Forever},
		{"minus infinity", math.Inf(-1), -timer.Forever},
	} {
		t.Run(test.name, func(t *testing.T) {
			d, err := timer.Seconds(test.s)
			expect(t, "error", err, nil)
			expect(t, "duration", d, test.want)
		})
	}
}

// What is a whole number of nanoseconds stays it, for the first thirteen days.
func TestSecondsOfWholeNanoseconds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := time.Duration(rapid.Int64Range(-1<<50, 1<<50).Draw(t, "ns"))
		if d, _ := timer.Seconds(float64(want) / 1e9); d != want {
			t.Fatalf("got %d", d)
		}
	})
}

// Read back as seconds a duration is not less than asked, and less than a nanosecond more, as far as floats tell.
func TestG5_SecondsNeverRoundsDown(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.Float64Range(-1<<33, 1<<33).Draw(t, "s")
		d, _ := timer.Seconds(s)
		back := float64(d) / 1e9
		if back < s {
			t.Fatalf("%d ns are %v s", d, back)
		}
		if slack := max(1.1e-9, 4*(math.Nextafter(math.Abs(s), math.Inf(1))-math.Abs(s))); back-s > slack {
			t.Fatalf("%d ns are %v s, %v too many", d, back, back-s)
		}
	})
}

func TestG2_AddSaturates(t *testing.T) {
	for _, test := range []struct {
		name         string
		now, d, want time.Duration
	}{
		{"ordinary", time.Second, time.Minute, 61 * time.Second},
		{"negative", time.Second, -time.Minute, -59 * time.Second},
		{"for ever from now", time.Second, timer.Forever, timer.Forever},
		{"for ever from the start", 0, timer.Forever, timer.Forever},
		{"one too many", timer.Forever, 1, timer.Forever},
		{"just fits", timer.Forever - 1, 1, timer.Forever},
		{"ever and ever", timer.Forever, timer.Forever, timer.Forever},
		{"the beginning of time", -time.Second, -timer.Forever, -timer.Forever},
		{"the smallest number", -1, -timer.Forever - 1, -timer.Forever},
	} {
		t.Run(test.name, func(t *testing.T) {
			expect(t, "sum", timer.Add(test.now, test.d), test.want)
		})
	}
}

// Add against sums that cannot overflow.
func TestG2_AddAgainstBigNumbers(t *testing.T) {
	limit := big.NewInt(math.MaxInt64)
	rapid.Check(t, func(t *rapid.T) {
		now := rapid.Int64Range(-math.MaxInt64, math.MaxInt64).Draw(t, "now")
		d := rapid.Int64().Draw(t, "d")
		want := new(big.Int).Add(big.NewInt(now), big.NewInt(d))
		if want.CmpAbs(limit) > 0 {
			want.Mul(limit, big.NewInt(int64(want.Sign())))
		}
		if got := timer.Add(time.Duration(now), time.Duration(d)); int64(got) != want.Int64() {
			t.Fatalf("got %d, want %d", got, want)
		}
	})
}
