namespace Deis.Platform.Tests.Runtime.Contract;

public sealed class LocalSettingContract : SettingContract
{
    protected override Task<IRuntimePlatform?> StartPlatformAsync() => LocalPlatform.StartAsync();
}
