namespace Deis.Platform.Tests.Runtime.Contract;

public sealed class LocalInteractionContract : InteractionContract
{
    protected override Task<IRuntimePlatform?> StartPlatformAsync() => LocalPlatform.StartAsync();
}
