using Deis.Platform.ObjectStorage;
using Deis.Platform.Runtime;
using Deis.RuntimeHost;

namespace Deis.Platform.Tests.Runtime.Contract;

/// <summary>The runtime of one machine, for the contract.</summary>
internal sealed class LocalPlatform(TestPlatform platform) : IRuntimePlatform
{
    public IAppRuntime Runtime => platform.Runtime;

    public IObjectStore Objects => platform.Slugs;

    public static async Task<IRuntimePlatform?> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("deis-runtime-").FullName;
        // Apps of a root platform run as users of their own and must get through to their folders.
        File.SetUnixFileMode(folder, (UnixFileMode)0b111_001_001);
        return new LocalPlatform(await TestPlatform.StartAsync(folder));
    }

    public Task<RuntimeOutcome> OutcomeAsync(Correlation correlation, CancellationToken cancellationToken) => platform.OutcomeAsync(correlation, cancellationToken);

    public void Forget(Correlation correlation) => platform.Forget(correlation);

    public Task<string> GetAsync(string app, string path, CancellationToken cancellationToken) => platform.Edge.GetAsync(app, path, cancellationToken);

    public Task RemoveAsync(string app, Correlation correlation) => Runtime.DestroyAsync(app, correlation, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await platform.DisposeAsync();
        Directory.Delete(platform.Folder, recursive: true);
    }
}
