using Deis.Platform.Apps;
using Deis.Platform.Data;
using Deis.Platform.Results;
using Deis.Platform.Users;
using Microsoft.EntityFrameworkCore;

namespace Deis.Platform.Settings;

/// <summary>Puts changed settings of an app in force.</summary>
public sealed class StoreSettings(DeisDbContext database, AppAccess access, RoutedChange routed, IRuntimeNotice notice, TimeProvider time)
{
    private static readonly Error RuntimeFailed = Error.Domain("The router could not be told of the change; nothing was changed. Try again in a moment.");

    /// <summary>The settings afterwards, or why they cannot be changed.</summary>
    /// <param name="id">The app.</param>
    /// <param name="user">Who asks.</param>
    /// <param name="permission">What he needs for it.</param>
    /// <param name="change">Makes the new settings of the present ones.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    public async Task<Result<AppSettings>> ExecuteAsync(
        string id, User user, AppPermission permission, Func<SettingsValues, Result<SettingsValues>> change, CancellationToken cancellationToken)
    {
        if (!(await access.FindAsync(id, user, permission, cancellationToken)).TryGet(out var app, out var error))
        {
            return error;
        }
        return await routed.ExecuteAsync<AppSettings>(
            app, RuntimeFailed, StoreAsync, settings => $"application settings {app.Id}-{settings.Uuid.ToString()[..7]} updated", cancellationToken);

        async Task<Result<AppSettings>> StoreAsync(App present)
        {
            var stored = await database.Settings.SingleOrDefaultAsync(s => s.AppId == app.Uuid, cancellationToken);
            var settings = stored ?? new AppSettings { AppId = app.Uuid };
            if (!change(settings.Values).TryGet(out var after, out var refusal))
            {
                return refusal;
            }
            if (after.SameAs(settings.Values))
            {
                return Error.Conflict($"{user.Username} changed nothing");
            }
            foreach (var (type, scaling) in settings.Values.ChangedAutoscale(after))
            {
                if (await notice.ScaleByLoadAsync(present, type, scaling, cancellationToken) is { } untellable)
                {
                    return untellable;
                }
            }
            settings.Set(after, user.Id, time.GetUtcNow());
            if (stored is null)
            {
                database.Settings.Add(settings);
            }
            return settings;
        }
    }
}
