import { Studio } from './studio.tsx';

export default function Page() {
  return <Studio />;
}
