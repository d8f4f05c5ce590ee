import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import './packages.css';
import { packagesQuery } from './queries';
import { words } from './strings';

// On the first page, when there are any.
export function PackageList() {
  const { data } = useQuery(packagesQuery);
  if (!data?.length) return null;
  return (
    <section className="section" aria-labelledby="packages">
      <h2 id="packages">{words.title}</h2>
      <ul role="list" className="units card">
        {data.map(({ id, title, description, units }) => (
          <li key={id} className="unit">
            <div className="unit-text">
              <strong><Link to="/package/$packageId" params={{ packageId: id }}>{title}</Link></strong>
              {description && <p className="small muted">{description}</p>}
            </div>
            <span className="small muted">{words.units(units)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
