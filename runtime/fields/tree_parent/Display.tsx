export { RelationDisplay as TreeParentDisplay } from '../relation/Display.tsx'
