using Deis.Platform.Data;
using Deis.Platform.Users;

namespace Deis.Platform.Apps;

/// <summary>Queries over apps that several use cases share.</summary>
public static class AppQueries
{
    /// <summary>The apps that a user may use: his own, those shared with him, for administrators all.</summary>
    public static IQueryable<App> VisibleTo(this IQueryable<App> apps, User user, DeisDbContext database) =>
        user.IsSuperuser
            ? apps
            : apps.Where(a => a.OwnerId == user.Id || database.Collaborators.Any(c => c.AppId == a.Uuid && c.UserId == user.Id));

    /// <summary>The apps as their users see them.</summary>
    public static IQueryable<AppDetails> WithDetails(this IQueryable<App> apps, DeisDbContext database) =>
        apps.Select(a => new AppDetails(
            a,
            a.Owner!.Username,
            database.Releases.Where(r => r.AppId == a.Uuid && !r.Failed).OrderByDescending(r => r.Version).Select(r => r.Build!.Procfile).FirstOrDefault()));
}
