/** The editor. Heavy: import it on demand only. */
export { type EditorHandle, PolicyEditor, type PolicyEditorProps } from './policy-editor.tsx';
