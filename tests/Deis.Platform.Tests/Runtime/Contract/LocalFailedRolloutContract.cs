namespace Deis.Platform.Tests.Runtime.Contract;

public sealed class LocalFailedRolloutContract : FailedRolloutContract
{
    protected override Task<IRuntimePlatform?> StartPlatformAsync() => LocalPlatform.StartAsync();
}
