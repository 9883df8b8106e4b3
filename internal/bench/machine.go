package bench

import (
	"fmt"
	"os"
	"regexp"
	"runtime"
	"strings"
)

// Machine describes where this runs: the processor, the memory, the system,
// Go.
func Machine() string {
	processor := found("/proc/cpuinfo", `model name\s*: (.*)`)
	if processor == "" {
		processor = runtime.GOARCH
	}
	system := found("/etc/os-release", `PRETTY_NAME="(.*)"`)
	if system == "" {
		system = runtime.GOOS
	}
	text := fmt.Sprintf("%s, %d processors, %s, %s/%s", processor, runtime.NumCPU(), system, runtime.GOOS, runtime.GOARCH)
	var kilobytes float64
	if _, err := fmt.Sscan(found("/proc/meminfo", `MemTotal:\s*(\d+)`), &kilobytes); err == nil {
		text += fmt.Sprintf(", %.0f GiB", kilobytes/(1<<20))
	}
	return text
}

// Load is how many processes wanted a processor in the last minute, on the
// average; "" where the system does not tell.
func Load() string { return found("/proc/loadavg", `^(\S+)`) }

// found is what a pattern finds in a file.
func found(file, pattern string) string {
	text, _ := os.ReadFile(file)
	match := regexp.MustCompile(pattern).FindSubmatch(text)
	if match == nil {
		return ""
	}
	return strings.TrimSpace(string(match[1]))
}
