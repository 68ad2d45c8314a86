export { formulaDisplay as rollupDisplay } from '../formula/Display.tsx'
