using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Deis.FunctionsHost.Tests;

public sealed class OptionsTests
{
    [Theory]
    [InlineData(null, HostRoles.All)]
    [InlineData(" ", HostRoles.All)]
    [InlineData("api", HostRoles.Api)]
    [InlineData("API, timer", HostRoles.Api | HostRoles.Timer)]
    [InlineData("api,queue,timer,orchestrations", HostRoles.All)]
    public void Roles_OfAList_AreAllOfIt(string? text, HostRoles expected)
    {
        HostRolesText.TryParse(text, out var roles, out var error).ShouldBeTrue();

        roles.ShouldBe(expected);
        error.ShouldBeNull();
    }

    [Theory]
    [InlineData("web", "'web'")]
    [InlineData("api,,timer", "''")]
    public void Roles_WithAnUnknownName_NameItAndTheValidOnes(string text, string culprit)
    {
        HostRolesText.TryParse(text, out _, out var error).ShouldBeFalse();

        error.ShouldNotBeNull().ShouldContain(culprit);
        error.ShouldContain("api, queue, timer, orchestrations");
    }

    [Fact]
    public async Task Arguments_WithRolesAndDrainTimeout_SetTheOptions()
    {
        FunctionsHostOptions? options = null;
        await using var host = await StartAsync(given => options = given, "--roles", "timer,api", "--FunctionsHost:DrainTimeout", "00:01:30");

        options.ShouldNotBeNull().Roles.ShouldBe(HostRoles.Api | HostRoles.Timer);
        options.DrainTimeout.ShouldBe(TimeSpan.FromSeconds(90));
    }

    [Theory]
    [InlineData("--roles=web", "'web' in --roles is not a role")]
    [InlineData("--FunctionsHost:DrainTimeout=soon", "write it as hh:mm:ss")]
    [InlineData("--FunctionsHost:DrainTimeout=-00:00:01", "cannot be negative")]
    public async Task Argument_ThatCannotBeUsed_StopsTheStart(string argument, string message)
    {
        var start = () => StartAsync(_ => { }, argument);

        (await start.ShouldThrowAsync<HostConfigurationException>()).Message.ShouldContain(message);
    }

    private static Task<TestHost> StartAsync(Action<FunctionsHostOptions> configure, params string[] arguments) =>
        TestHost.StartAsync(new TestHost.Setup { FunctionClasses = [typeof(Functions)], Arguments = arguments, Configure = configure });

    public static class Functions
    {
        [Function("ping")]
        public static IResult Ping([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest _) => Results.Ok();
    }
}
