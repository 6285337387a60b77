namespace Deis.Platform.Apps;

/// <summary>The git repositories that the SSH gateway keeps, one per app that was ever pushed (docs/protocol/builder.md §10).</summary>
public interface ISourceRepositories
{
    /// <summary>Removes the repository of <paramref name="app"/>; having none is no error. A push that is running is not waited for; it fails.</summary>
    Task RemoveAsync(string app, CancellationToken cancellationToken);
}
