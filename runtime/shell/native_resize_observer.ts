/** Stands for the package `resize-observer-polyfill`, which components ask for: every browser that runs this has one. */
export default ResizeObserver
