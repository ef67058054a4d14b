export default function Page() {
  return <main className="bg-canvas text-text-1" />;
}
