/** A connection that passes through two gates. */
export function Logo() {
  return (
    <svg width={24} height={24} viewBox="0 0 24 24" role="img" aria-label="Netpol Studio">
      <rect x={1} y={2} width={22} height={20} rx={3} className="fill-signal" />
      <g className="fill-on-signal">
        <path d="M5.8 5.6h2.6v3.5H5.8zM5.8 15.2h2.6v3.6H5.8zM15.8 5.6h2.6v3.5h-2.6zM15.8 15.2h2.6v3.6h-2.6z" />
        <path d="M3.2 10.9h11V8.9l5.4 3.1-5.4 3.1v-2h-11z" />
      </g>
    </svg>
  );
}
