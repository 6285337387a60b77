namespace Deis.Platform.Tests.Runtime.Contract;

public sealed class LocalScaleContract : ScaleContract
{
    protected override Task<IRuntimePlatform?> StartPlatformAsync() => LocalPlatform.StartAsync();
}
