'use client';
import { Component, type ReactNode } from 'react';
import { Button } from './button.tsx';

export interface FaultBoundaryProps {
  /** What stands here, for `The map could not be drawn.` */
  name: string;
  children: ReactNode;
}

/** A fault of ours in one part of the page leaves the others standing, says so, and offers to try again. */
export class FaultBoundary extends Component<FaultBoundaryProps, { fault: string | undefined }> {
  override state: { fault: string | undefined } = { fault: undefined };

  static getDerivedStateFromError(error: unknown) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }

  override render() {
    const { fault } = this.state;
    if (fault === undefined) return this.props.children;
    return (
      <section role="alert" className="flex min-w-0 flex-1 flex-col items-start gap-1.5 bg-surface p-5">
        <p className="text-title font-strong text-text-1">{this.props.name} could not be drawn</p>
        <p className="text-body text-text-2">The rest of the page works, and drafts are kept in this browser.</p>
        <p className="max-w-full font-mono text-code break-words text-text-3">{fault}</p>
        <Button className="mt-1.5" onClick={() => this.setState({ fault: undefined })}>
          Try again
        </Button>
      </section>
    );
  }
}
