// How the program's parts come. glue.mjs puts this before the JavaScript of the first module, after `shared`, which gives
// what the parts share with it.

/** Gives the files of a part, each as its name and what fetches it: the loader's, told at the start. */
let filesOf;
/** What is being loaded or is there, by the names of files. */
const loads = new Map();

/** Fetches a file at once, and runs it after another. Two parts may need it; it runs once, or again after it has failed. */
function load(before, [name, get]) {
  if (!loads.has(name)) {
    const loading = Promise.all([get(), before]).then(([response]) => __wbg_load(response, shared()));
    loading.catch(() => loads.delete(name));
    loads.set(name, loading);
  }
  return loads.get(name);
}

/** What the program calls when it needs a part: it hears whether that is there. */
const part = (name) => async (callback, told) => {
  let isThere = true;
  try {
    await filesOf(name).reduce(load, undefined);
  } catch (error) {
    console.error(error);
    isThere = false;
  }
  wasm.__indirect_function_table.get(callback)(told, isThere);
};

function start({ module_or_path, files }) {
  filesOf = files;
  return __wbg_init({ module_or_path });
}
