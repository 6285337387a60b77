using Deis.Platform.Apps;

namespace Deis.Functions.Tests.Support;

/// <summary>Stands in for the SSH gateway, to which nobody has pushed anything.</summary>
public sealed class StandInRepositories : ISourceRepositories
{
    public Task RemoveAsync(string app, CancellationToken cancellationToken) => Task.CompletedTask;
}
