using Deis.Platform.ObjectStorage;
using Deis.Platform.Runtime;

namespace Deis.RuntimeContract;

/// <summary>A runtime with what it needs around it, as the contract's tests see it.</summary>
public interface IRuntimePlatform : IAsyncDisposable
{
    /// <summary>The runtime under test.</summary>
    IAppRuntime Runtime { get; }

    /// <summary>Where it finds slugs.</summary>
    IObjectStore Objects { get; }

    /// <summary>How something asked of the runtime ended.</summary>
    Task<RuntimeOutcome> OutcomeAsync(Correlation correlation, CancellationToken cancellationToken);

    /// <summary>Forgets an outcome, so that <see cref="OutcomeAsync"/> waits for the next.</summary>
    void Forget(Correlation correlation);

    /// <summary>A GET to an app, in the way that requests take; the body of the answer.</summary>
    /// <exception cref="HttpRequestException">No process, no connection, or a status that is no success.</exception>
    Task<string> GetAsync(string app, string path, CancellationToken cancellationToken);

    /// <summary>Destroys the app of a test that is over, with as little work as there is.</summary>
    Task RemoveAsync(string app, Correlation correlation);
}
