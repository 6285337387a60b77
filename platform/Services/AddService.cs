using Deis.Platform.Apps;
using Deis.Platform.Builds;
using Deis.Platform.Data;
using Deis.Platform.Domains;
using Deis.Platform.Results;
using Deis.Platform.Users;
using Microsoft.EntityFrameworkCore;

namespace Deis.Platform.Services;

/// <summary>Gives a process type a part of its app's requests, or another part. It gets them when this returns.</summary>
public sealed class AddService(DeisDbContext database, AppAccess access, RoutedChange routed, HostNames names, TimeProvider time)
{
    private const int MaxLabel = 63;

    /// <summary>True when something changed; false when it was so before.</summary>
    /// <param name="id">The app.</param>
    /// <param name="user">Who asks.</param>
    /// <param name="asked">Process type and paths, or why the request has none; whether the app is there is said first.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    public async Task<Result<bool>> ExecuteAsync(string id, User user, Result<(string Type, string Paths)> asked, CancellationToken cancellationToken)
    {
        if (!(await access.FindAsync(id, user, AppPermission.Use, cancellationToken)).TryGet(out var app, out var error) ||
            !asked.TryGet(out var service, out error))
        {
            return error;
        }
        if (!ProcessTypes.IsValid(service.Type))
        {
            return Error.ForItems(ProcessTypes.Message);
        }
        if (PathPatterns.Read(service.Paths) is not { } patterns)
        {
            return Errors.InvalidPattern;
        }
        var host = RoutedService.HostOf(app.Id, service.Type);
        if (host.Length > MaxLabel)
        {
            return Errors.HostTooLong(host);
        }
        return await routed.ExecuteAsync<bool>(app, Errors.RuntimeFailed, StoreAsync, changed => changed ? $"service {service.Type} added" : null, cancellationToken);

        async Task<Result<bool>> StoreAsync(App _)
        {
            var paths = string.Join(',', patterns);
            if (await database.Services.SingleOrDefaultAsync(s => s.AppId == app.Uuid && s.ProcfileType == service.Type, cancellationToken) is { } stored)
            {
                return Change(stored, paths);
            }
            if (await names.IsTakenAsync(host, cancellationToken))
            {
                return Errors.HostTaken(host);
            }
            var now = time.GetUtcNow();
            database.Services.Add(new RoutedService
            {
                AppId = app.Uuid,
                OwnerId = user.Id,
                ProcfileType = service.Type,
                PathPattern = paths,
                Host = host,
                Created = now,
                Updated = now,
            });
            return true;
        }
    }

    private bool Change(RoutedService stored, string paths)
    {
        if (stored.PathPattern == paths)
        {
            return false;
        }
        stored.PathPattern = paths;
        stored.Updated = time.GetUtcNow();
        return true;
    }
}
