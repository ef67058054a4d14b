/** The editor. Heavy: import it on demand only. */
export { PolicyEditor } from './policy-editor.tsx';
