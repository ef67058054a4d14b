/** From draft to cluster: the review, and the toast that can undo. */
export { AppliedToast } from './applied-toast.tsx';
export { ReviewSheet } from './review-sheet.tsx';
