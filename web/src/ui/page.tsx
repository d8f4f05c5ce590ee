import { Link } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense } from 'react';
import { Owl } from './owl/owl';
import './page.css';
import { strings } from './strings';
import { ThemeToggle } from './theme_toggle';

const AccountPlace = lazy(() => import('~/features/account/account_place').then((module) => ({ default: module.AccountPlace })));

// The frame of every page but the tutor room.
export const Page = ({ children, className = '' }: { children: ReactNode; className?: string }) => (
  <>
    <header className="top">
      <Link to="/" className="top-home" aria-label={strings.app.home}>
        <Owl form="favicon" />
        <span>{strings.app.name}</span>
      </Link>
      <span className="top-end">
        <Suspense><AccountPlace /></Suspense>
        <ThemeToggle />
      </span>
    </header>
    <main id="main" tabIndex={-1} className={`page ${className}`}>
      {children}
    </main>
  </>
);
