namespace Deis.Platform.Tests.Runtime.Contract;

public sealed class LocalJobContract : JobContract
{
    protected override Task<IRuntimePlatform?> StartPlatformAsync() => LocalPlatform.StartAsync();
}
