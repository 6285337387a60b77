namespace Deis.Platform.Tests.Runtime.Contract;

public sealed class LocalRolloutContract : RolloutContract
{
    protected override Task<IRuntimePlatform?> StartPlatformAsync() => LocalPlatform.StartAsync();
}
