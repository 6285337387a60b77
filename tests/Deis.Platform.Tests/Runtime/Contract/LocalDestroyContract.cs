namespace Deis.Platform.Tests.Runtime.Contract;

public sealed class LocalDestroyContract : DestroyContract
{
    protected override Task<IRuntimePlatform?> StartPlatformAsync() => LocalPlatform.StartAsync();
}
