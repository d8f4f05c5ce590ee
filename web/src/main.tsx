import '@fontsource-variable/inter/wght.css';
import '@fontsource-variable/atkinson-hyperlegible-next/wght.css';
import './ui/base.css';
import './ui/tokens.css';
import './ui/fonts.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { createRoot } from 'react-dom/client';
import { queries } from './app/queries';
import { router } from './app/router';

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
}
