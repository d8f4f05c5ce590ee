import { Button } from './button';
import { Icon } from './icons';
import { strings } from './strings';
import { useTheme } from './theme';

export function ThemeToggle() {
  const { theme, toggle } = useTheme();
  const label = theme === 'dark' ? strings.app.toLight : strings.app.toDark;
  return (
    <Button look="icon" aria-label={label} title={label} onClick={toggle}>
      <Icon name={theme === 'dark' ? 'sun' : 'moon'} />
    </Button>
  );
}
