using Deis.Functions.Durable;
using Deis.FunctionsHost;
using Microsoft.Extensions.DependencyInjection;

namespace Deis.Functions.Tests.Durable;

public sealed class OrchestratorNamesTests
{
    [Theory]
    [InlineData(HostRoles.Api)]
    [InlineData(HostRoles.Api | HostRoles.Orchestrations)]
    public async Task Process_WithOrWithoutAWorker_KnowsThePlatformsOrchestrators(HostRoles roles)
    {
        await using var services = new ServiceCollection().AddDeisEngine(roles).AddSingleton<OrchestratorNames>().BuildServiceProvider();

        var names = services.GetRequiredService<OrchestratorNames>();

        names.Contains("Deploy").ShouldBeTrue();
        names.Contains("deploy").ShouldBeTrue();
        names.Contains("Nobody").ShouldBeFalse();
    }
}
