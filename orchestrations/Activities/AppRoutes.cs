using Deis.Platform.Apps;
using Deis.Platform.Data;
using Deis.Platform.Releases;
using Deis.Platform.Runtime;
using Microsoft.EntityFrameworkCore;

namespace Deis.Orchestrations.Activities;

/// <summary>How requests reach an app, as the database says.</summary>
public sealed class AppRoutes(DeisDbContext database)
{
    /// <summary>The routing of <paramref name="app"/>: its domains and the process type that its structure routes to.</summary>
    public async Task<AppRouting> OfAsync(App app, CancellationToken cancellationToken) => new()
    {
        App = app.Id,
        Hosts = await database.Domains
            .Where(d => d.AppId == app.Uuid)
            .OrderBy(d => d.Id)
            .Select(d => d.Name)
            .ToListAsync(cancellationToken),
        RoutedType = ProcessStructure.Routed(app.Structure),
    };
}
