/** The address of this screen. The layout draws it, so that it can be opened when our server has gone. */
export default function HistoryPage() {
  return null;
}
