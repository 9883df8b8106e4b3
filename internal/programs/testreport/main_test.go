package main

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestReport(t *testing.T) {
	cases := map[string]struct {
		in   string
		want string
		ok   bool
	}{
		"all is well": {`
			{"Action":"output","Package":"p","Test":"TestA","Output":"noise\n"}
			{"Action":"pass","Package":"p","Test":"TestA"}
			{"Action":"pass","Package":"p","Elapsed":1.5}`,
			"ok       1.5s  p\nnothing was skipped\n", true},
		"a failure": {`
			{"Action":"output","Package":"p","Test":"TestA","Output":"    a_test.go:3: bad\n"}
			{"Action":"fail","Package":"p","Test":"TestA","Elapsed":0.1}
			{"Action":"fail","Package":"p","Elapsed":1.5}`,
			"FAIL     0.1s  p TestA failed\n    a_test.go:3: bad\nFAIL     1.5s  p failed\nnothing was skipped\nfailed: p TestA\nfailed: p\n", false},
		"a test that does not end": {`
			{"Action":"output","Package":"p","Test":"TestA","Output":"stuck here\n"}
			{"Action":"output","Package":"p","Output":"time is over\n"}
			{"Action":"fail","Package":"p","Elapsed":9}`,
			"p TestA did not end\nstuck here\nFAIL     9.0s  p failed\ntime is over\nnothing was skipped\nfailed: p\n", false},
		"skips": {`
			{"Action":"output","Package":"p","Test":"TestA","Output":"    a_test.go:3: no Python\n"}
			{"Action":"output","Package":"p","Test":"TestA","Output":"--- SKIP: TestA (0.00s)\n"}
			{"Action":"skip","Package":"p","Test":"TestA"}
			{"Action":"output","Package":"p","Test":"TestB","Output":"    b_test.go:33: no Python\n"}
			{"Action":"skip","Package":"p","Test":"TestB"}
			{"Action":"pass","Package":"p","Elapsed":1}`,
			"ok       1.0s  p\nskipped: no Python: TestA, TestB\n", true},
		"no build": {`
			{"Action":"build-output","ImportPath":"p","Output":"x.go:1:1: oh\n"}
			{"Action":"build-fail","ImportPath":"p"}
			{"Action":"fail","Package":"p","FailedBuild":"p"}`,
			"FAIL     0.0s  p does not build\nx.go:1:1: oh\nnothing was skipped\nfailed: p\nfailed: p (not built)\n", false},
		"something else": {"# a warning\n", "# a warning\nnothing was skipped\n", true},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			var out strings.Builder
			ok, err := report(strings.NewReader(strings.TrimLeft(strings.ReplaceAll(c.in, "\t", ""), "\n")), &out)
			if err != nil || ok != c.ok {
				t.Errorf("ok %v, %v", ok, err)
			}
			if diff := cmp.Diff(c.want, out.String()); diff != "" {
				t.Error(diff)
			}
		})
	}
}
