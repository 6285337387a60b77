using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Azure.Functions.Worker.Http;

namespace Deis.FunctionsHost.Tests;

/// <summary>Every mistake in a function class stops the start with a message that names the function.</summary>
public sealed class DiscoveryTests
{
    [Theory]
    [InlineData(typeof(KeyedFunctions), "'keyed'", "no function keys")]
    [InlineData(typeof(UnsaidLevelFunctions), "'unsaid'", "no function keys")]
    [InlineData(typeof(BadNameFunctions), "'1st'", "begins with a letter")]
    [InlineData(typeof(NoTriggerFunctions), "'none'", "0 trigger parameters")]
    [InlineData(typeof(PrivateFunctions), "'private'", "must be public")]
    [InlineData(typeof(BadReturnFunctions), "'text'", "must return IResult")]
    [InlineData(typeof(BadTriggerTypeFunctions), "'body'", "must be an HttpRequest")]
    [InlineData(typeof(BadParameterFunctions), "'clock'", "the parameter 'clock' cannot be filled")]
    [InlineData(typeof(FromBodyFunctions), "'posted'", "(not by [FromBody])")]
    [InlineData(typeof(BadRouteFunctions), "'route'", "is malformed")]
    [InlineData(typeof(SameNameFunctions), "'Twin'", "exists 2 times")]
    [InlineData(typeof(SameRouteFunctions), "'all' and 'get'", "both answer")]
    public async Task Functions_WithAMistake_StopTheStart(Type functions, string name, string message)
    {
        var start = () => TestHost.StartAsync(functions);

        var error = (await start.ShouldThrowAsync<HostConfigurationException>()).Message;

        error.ShouldContain(name);
        error.ShouldContain(message);
    }

    [Fact]
    public async Task Mistakes_OfSeveralFunctions_AreListedTogether()
    {
        var start = () => TestHost.StartAsync(new TestHost.Setup { FunctionClasses = [typeof(KeyedFunctions), typeof(BadReturnFunctions)] });

        var error = (await start.ShouldThrowAsync<HostConfigurationException>()).Message;

        error.ShouldContain("'keyed'");
        error.ShouldContain("'text'");
    }

    [Fact]
    public async Task Functions_WithOtherTriggers_AreLeftToTheirOwnHosts()
    {
        await using var host = await TestHost.StartAsync(typeof(OtherTriggerFunctions));

        (await host.Client.GetStringAsync("/ping", CancellationToken.None)).ShouldBe("pong");
    }

    [Fact]
    public Task Options_WithoutFunctions_StopTheStart() =>
        Should.ThrowAsync<HostConfigurationException>(() => TestHost.StartAsync(new TestHost.Setup { FunctionClasses = [] }));

    [Fact]
    public void AddFunctionsOf_AnAssembly_AddsItsClasses()
    {
        var options = new FunctionsHostOptions();

        options.AddFunctionsOf(typeof(DiscoveryTests).Assembly);

        options.FunctionClasses.ShouldContain(typeof(OtherTriggerFunctions));
    }

    public static class KeyedFunctions
    {
        [Function("keyed")]
        public static IResult Run([HttpTrigger(AuthorizationLevel.Function, "get")] HttpRequest _) => Results.Ok();
    }

    public static class UnsaidLevelFunctions
    {
        [Function("unsaid")]
        public static IResult Run([HttpTrigger("get")] HttpRequest _) => Results.Ok();
    }

    public static class BadNameFunctions
    {
        [Function("1st")]
        public static IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest _) => Results.Ok();
    }

    public static class NoTriggerFunctions
    {
        [Function("none")]
        public static IResult Run(HttpRequest _) => Results.Ok();
    }

    public static class PrivateFunctions
    {
        [Function("private")]
        internal static IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest _) => Results.Ok();
    }

    public static class BadReturnFunctions
    {
        [Function("text")]
        public static string Run([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest _) => "text";
    }

    public static class BadTriggerTypeFunctions
    {
        [Function("body")]
        public static IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "post")] string body) => Results.Text(body);
    }

    public static class BadParameterFunctions
    {
        [Function("clock")]
        public static IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest _, TimeProvider clock) =>
            Results.Ok(clock.GetUtcNow());
    }

    public static class FromBodyFunctions
    {
        [Function("posted")]
        public static IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "post")] HttpRequest _, [FromBody] string text) =>
            Results.Text(text);
    }

    public static class BadRouteFunctions
    {
        [Function("route")]
        public static IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "a/{b")] HttpRequest _) => Results.Ok();
    }

    public static class SameNameFunctions
    {
        [Function("Twin")]
        public static IResult First([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "first")] HttpRequest _) => Results.Ok();

        [Function("twin")]
        public static IResult Second([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "second")] HttpRequest _) => Results.Ok();
    }

    public static class SameRouteFunctions
    {
        [Function("get")]
        public static IResult Get([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "same/{id}")] HttpRequest _) => Results.Ok();

        [Function("all")]
        public static IResult All([HttpTrigger(AuthorizationLevel.Anonymous, Route = "same/{id}")] HttpRequest _) => Results.Ok();
    }

    public static class OtherTriggerFunctions
    {
        [Function("ping")]
        public static IResult Ping([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest _) => Results.Text("pong");

        [Function("tick")]
        public static void Tick([OtherTrigger] string tick) => ArgumentNullException.ThrowIfNull(tick);
    }

    [AttributeUsage(AttributeTargets.Parameter)]
    public sealed class OtherTriggerAttribute : TriggerBindingAttribute;
}
