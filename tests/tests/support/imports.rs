//! Which file of a crate uses what of which other file, read from the sources: `use` lines and paths in the code, each
//! followed through re-exports to the file that defines the name.
//!
//! A `mod` line is no use, nor is a re-export that the file does not use itself. Tests at the end of a file are left
//! out: they may use whatever they need.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use whole_system_tests::sources::without_tests;

use crate::tokens::{is_word, tokens};

/// The modules of a crate that stand in a file of their own.
pub(crate) struct Modules(Vec<Module>);

struct Module {
    file: PathBuf,
    parent: Option<usize>,
    children: BTreeMap<String, usize>,
    uses: Vec<Use>,
    defines: BTreeSet<String>,
    /// The words outside `use` lines.
    words: BTreeSet<String>,
    /// The paths outside `use` lines.
    paths: BTreeSet<Vec<String>>,
}

#[derive(Debug)]
struct Use {
    is_public: bool,
    path: Vec<String>,
    /// What it is called here; `*` for all.
    name: String,
}

/// What a path leads to.
#[derive(Clone, Copy)]
enum Target {
    Module(usize),
    ItemOf(usize),
}

impl Target {
    const fn module(self) -> usize {
        match self {
            Self::Module(at) | Self::ItemOf(at) => at,
        }
    }
}

/// Names that are being looked up, each with its module: a glob of another crate leads back to the module that has it.
type Asked = Vec<(usize, String)>;

/// From a file to the files that it uses, with one name for each.
pub(crate) type Graph = BTreeMap<PathBuf, BTreeMap<PathBuf, String>>;

impl Modules {
    /// Those of the crate with this root file.
    pub(crate) fn of(root: &Path) -> Self {
        let mut modules = Self(Vec::new());
        let folder = root.parent().expect("a file stands in a folder");
        modules.read(root.to_path_buf(), folder, None);
        modules
    }

    // `folder`: where the files of its children stand.
    fn read(&mut self, file: PathBuf, folder: &Path, parent: Option<usize>) -> usize {
        let text = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let beside = file.parent().expect("a file stands in a folder").to_path_buf();
        let (module, children) = parse(file, &tokens(without_tests(&text)), parent);
        let at = self.0.len();
        self.0.push(module);
        for (name, path) in children {
            let plain = folder.join(format!("{name}.rs"));
            let (file, folder) = match path {
                Some(path) => (beside.join(&path), beside.join(path).parent().expect("a folder").to_path_buf()),
                None if plain.is_file() => (plain, folder.join(&name)),
                None => (folder.join(&name).join("mod.rs"), folder.join(&name)),
            };
            let child = self.read(file, &folder, Some(at));
            self.0[at].children.insert(name, child);
        }
        at
    }

    /// Adds who uses what.
    pub(crate) fn add_to(&self, graph: &mut Graph) {
        for (at, module) in self.0.iter().enumerate() {
            let mut add = |target: Target, name: &str| {
                let used = &self.0[target.module()].file;
                if *used != module.file {
                    graph.entry(module.file.clone()).or_default().entry(used.clone()).or_insert_with(|| name.into());
                }
            };
            graph_of(self, at, module, &mut add);
            graph.entry(module.file.clone()).or_default();
        }
    }

    fn resolve(&self, from: usize, path: &[String], asked: &mut Asked) -> Option<Target> {
        let (head, rest) = path.split_first()?;
        let mut at = match head.as_str() {
            "crate" => self.root(from),
            "self" => from,
            "super" => self.0[from].parent?,
            _ => return self.walk(self.gives(from, head, asked)?, rest, asked),
        };
        let mut rest = rest;
        while let [first, more @ ..] = rest
            && first == "super"
        {
            (at, rest) = (self.0[at].parent?, more);
        }
        self.walk(Target::Module(at), rest, asked)
    }

    fn root(&self, from: usize) -> usize {
        self.0[from].parent.map_or(from, |parent| self.root(parent))
    }

    fn walk(&self, from: Target, path: &[String], asked: &mut Asked) -> Option<Target> {
        match (from, path) {
            (Target::Module(at), [name, rest @ ..]) => {
                let next = self.gives(at, name, asked).unwrap_or(Target::ItemOf(at));
                self.walk(next, rest, asked)
            }
            _ => Some(from),
        }
    }

    // What a name is in a module.
    fn gives(&self, at: usize, name: &str, asked: &mut Asked) -> Option<Target> {
        let module = &self.0[at];
        if let Some(child) = module.children.get(name) {
            return Some(Target::Module(*child));
        }
        if module.defines.contains(name) {
            return Some(Target::ItemOf(at));
        }
        if asked.iter().any(|(of, what)| *of == at && what == name) {
            return None;
        }
        asked.push((at, name.to_owned()));
        let found = self.brought_in(at, name, asked);
        asked.pop();
        found
    }

    // What a `use` line makes of a name.
    fn brought_in(&self, at: usize, name: &str, asked: &mut Asked) -> Option<Target> {
        let uses = &self.0[at].uses;
        let by_name = |used: &&Use| used.name == name && used.path.first().is_some_and(|head| head != name);
        if let Some(used) = uses.iter().find(by_name) {
            return self.resolve(at, &used.path, asked);
        }
        uses.iter().filter(|used| used.name == "*").find_map(|used| match self.resolve(at, &used.path, asked)? {
            Target::Module(of) if of != at => self.gives(of, name, asked),
            _ => None,
        })
    }
}

fn graph_of(modules: &Modules, at: usize, module: &Module, add: &mut impl FnMut(Target, &str)) {
    for used in &module.uses {
        let Some(target) = modules.resolve(at, &used.path, &mut Asked::new()) else { continue };
        match target {
            Target::Module(of) if used.name == "*" => {
                for word in &module.words {
                    if let Some(target) = modules.gives(of, word, &mut Asked::new()) {
                        add(target, word);
                    }
                }
            }
            _ if !used.is_public || module.words.contains(&used.name) => add(target, &used.name),
            _ => {}
        }
    }
    for path in &module.paths {
        if let Some(target) = modules.resolve(at, path, &mut Asked::new()) {
            add(target, &path.join("::"));
        }
    }
}

/// A `mod` line: the name, and the path where it says one.
type Child = (String, Option<String>);

fn parse(file: PathBuf, tokens: &[String], parent: Option<usize>) -> (Module, Vec<Child>) {
    let mut module = Module {
        file,
        parent,
        children: BTreeMap::new(),
        uses: Vec::new(),
        defines: BTreeSet::new(),
        words: BTreeSet::new(),
        paths: BTreeSet::new(),
    };
    let (mut children, mut depth, mut at) = (Vec::new(), 0_usize, 0);
    while at < tokens.len() {
        let next = tokens.get(at + 1).map(String::as_str).unwrap_or_default();
        match tokens[at].as_str() {
            "{" => depth += 1,
            "}" => depth = depth.saturating_sub(1),
            "mod" if tokens.get(at + 2).is_some_and(|end| end == ";") => {
                children.push((next.to_owned(), path_before(&tokens[..at])));
                at += 2;
            }
            // What a type holds on to, `use<…>`, brings nothing in.
            "use" if next != "<" => {
                let end = at + tokens[at..].iter().position(|token| token == ";").expect("a use line ends");
                let is_public = at > 0 && matches!(tokens[at - 1].as_str(), "pub" | ")");
                let mut tree = &tokens[at + 1..end];
                expand(&mut tree, &[], is_public, &mut module.uses);
                at = end;
            }
            "fn" | "struct" | "enum" | "trait" | "type" | "const" | "static" | "union" if depth == 0 => {
                module.defines.insert(if next == "fn" { tokens[at + 2].clone() } else { next.to_owned() });
            }
            "macro_rules" => {
                module.defines.insert(tokens[at + 2].clone());
            }
            word if is_word(word) => {
                let mut path = vec![word.to_owned()];
                while tokens.get(at + 1).is_some_and(|token| token == "::")
                    && tokens.get(at + 2).is_some_and(|token| is_word(token))
                {
                    path.push(tokens[at + 2].clone());
                    at += 2;
                }
                module.words.extend(path.first().cloned());
                if path.len() > 1 {
                    module.paths.insert(path);
                }
            }
            _ => {}
        }
        at += 1;
    }
    (module, children)
}

// `#[path = "…"]` among the attributes of a `mod` line.
fn path_before(tokens: &[String]) -> Option<String> {
    let begins = tokens.iter().rposition(|token| token == ";" || token == "}").map_or(0, |end| end + 1);
    let path = tokens[begins..].windows(3).find(|three| three[0] == "path" && three[1] == "=")?;
    Some(path[2].trim_matches('"').to_owned())
}

// One tree of a `use` line: what it brings in, by its full path.
fn expand(tree: &mut &[String], before: &[String], is_public: bool, uses: &mut Vec<Use>) {
    let mut path = before.to_vec();
    while let [token, rest @ ..] = *tree {
        *tree = rest;
        match token.as_str() {
            "::" => {}
            "{" => {
                while tree.first().is_some_and(|token| token != "}") {
                    expand(tree, &path, is_public, uses);
                }
                *tree = &tree[1..];
                return skip_comma(tree);
            }
            "*" => {
                uses.push(Use { is_public, path, name: "*".to_owned() });
                return skip_comma(tree);
            }
            "self" if !path.is_empty() => {}
            word => path.push(word.to_owned()),
        }
        match tree {
            [comma, ..] if comma == "," || comma == "}" => break,
            [by, alias, rest @ ..] if by == "as" => {
                *tree = rest;
                uses.push(Use { is_public, path, name: alias.clone() });
                return skip_comma(tree);
            }
            _ => {}
        }
    }
    let name = path.last().cloned().unwrap_or_default();
    uses.push(Use { is_public, path, name });
    skip_comma(tree);
}

fn skip_comma(tree: &mut &[String]) {
    if tree.first().is_some_and(|token| token == ",") {
        *tree = &tree[1..];
    }
}

/// The circles: groups of files that all use each other, directly or by way of others of the group.
pub(crate) fn circles(graph: &Graph) -> Vec<Vec<&Path>> {
    let reach: BTreeMap<&Path, BTreeSet<&Path>> =
        graph.keys().map(|from| (from.as_path(), reached(graph, from))).collect();
    let mut circles: Vec<Vec<&Path>> = Vec::new();
    for (from, reached) in &reach {
        if reached.contains(from) && !circles.iter().any(|circle| circle.contains(from)) {
            circles.push(reached.iter().copied().filter(|to| reach[to].contains(from)).collect());
        }
    }
    circles
}

fn reached<'g>(graph: &'g Graph, from: &Path) -> BTreeSet<&'g Path> {
    let (mut seen, mut open) = (BTreeSet::new(), vec![from]);
    while let Some(at) = open.pop() {
        for to in graph.get(at).into_iter().flat_map(BTreeMap::keys) {
            if seen.insert(to.as_path()) {
                open.push(to);
            }
        }
    }
    seen
}
