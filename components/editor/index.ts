'use client';
/** The editor, loaded when it is first opened. */
import dynamic from 'next/dynamic';

export type { EditorHandle, PolicyEditorProps } from './policy-editor.tsx';

export const PolicyEditor = dynamic(async () => (await import('./policy-editor.tsx')).PolicyEditor, { ssr: false });
