namespace Deis.Platform.Tests.Runtime.Contract;

public sealed class LocalRestartContract : RestartContract
{
    protected override Task<IRuntimePlatform?> StartPlatformAsync() => LocalPlatform.StartAsync();
}
