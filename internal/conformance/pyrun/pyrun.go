// Package pyrun runs Python programs that are part of this module: several files, of which none needs to be on
// the disk.
package pyrun

import (
	"context"
	"encoding/json"
	"io/fs"
	"os/exec"
	"path"
	"strings"
)

// Command is the command that runs a program with the Python at that path, apart from the user's own set-up: no
// site-packages, no environment variables. The program is a folder of files NAME.py with __main__.py as its
// beginning, which import each other by name. Its sys.argv[1:] are the args.
//
// `python FOLDER args…` does the same with the files on the disk.
func Command(ctx context.Context, python string, folder fs.FS, args ...string) (*exec.Cmd, error) {
	files, err := fs.Glob(folder, "*.py")
	if err != nil {
		return nil, err
	}
	modules := map[string]string{}
	for _, file := range files {
		text, err := fs.ReadFile(folder, file)
		if err != nil {
			return nil, err
		}
		modules[strings.TrimSuffix(path.Base(file), ".py")] = string(text)
	}
	literal, err := json.Marshal(modules) // Python reads it as a dict of its own
	if err != nil {
		return nil, err
	}
	source := strings.Replace(loader, "MODULES", string(literal), 1)
	return exec.CommandContext(ctx, python, append([]string{"-I", "-S", "-c", source}, args...)...), nil
}

// loader finds the modules among those that came along with it, and begins with __main__.
const loader = `
import sys
from importlib.machinery import ModuleSpec

class Carried:
    modules = MODULES
    def find_spec(self, name, path=None, target=None):
        return ModuleSpec(name, self) if name in self.modules else None
    def create_module(self, spec):
        return None
    def exec_module(self, module):
        self.run(module.__name__, vars(module))
    def run(self, name, names):
        exec(compile(self.modules[name], name + ".py", "exec"), names)

sys.meta_path.insert(0, Carried())
sys.meta_path[0].run("__main__", {"__name__": "__main__"})
`
