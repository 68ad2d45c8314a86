export { formulaDisplay as lookupDisplay } from '../formula/Display.tsx'
