using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace Deis.FunctionsHost.Tests;

public sealed class BindingTests
{
    private const string Id = "0f8fad5b-d9cb-469f-a165-70867728950e";

    [Theory]
    [InlineData("/values/web/3000000000/" + Id + "?limit=7&follow=TRUE&since=x%20y", "web 3000000000 " + Id + " 7 True x y")]
    [InlineData("/values/web/1/" + Id + "?limit=7&limit=8", "web 1 " + Id + " 8 null -")]
    [InlineData("/values/web/1/" + Id, "web 1 " + Id + " 100 null -")]
    [InlineData("/values/web/1/" + Id + "?since=", "web 1 " + Id + " 100 null ")]
    [InlineData("/optional", "none")]
    [InlineData("/optional/5", "5")]
    [InlineData("/required?name=x", "x")]
    public async Task Parameters_FromRouteAndQuery_AreBoundByName(string url, string expected)
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));

        (await host.Client.GetStringAsync(url, CancellationToken.None)).ShouldBe(expected);
    }

    [Theory]
    [InlineData("/values/web/x/" + Id, "The route parameter 'size' must be a whole number of at most 64 bits.")]
    [InlineData("/values/web/1/17", "The route parameter 'id' must be a UUID.")]
    [InlineData("/values/web/1/" + Id + "?limit=many", "The query parameter 'limit' must be a whole number of at most 32 bits.")]
    [InlineData("/values/web/1/" + Id + "?limit=", "The query parameter 'limit' must be a whole number of at most 32 bits.")]
    [InlineData("/values/web/1/" + Id + "?follow=maybe", "The query parameter 'follow' must be true or false.")]
    [InlineData("/required", "The query parameter 'name' is missing.")]
    public async Task Parameter_ThatDoesNotFit_IsABadRequestThatNamesIt(string url, string reason)
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));

        using var response = await host.Client.GetAsync(url, CancellationToken.None);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.Content.ReadAsStringAsync(CancellationToken.None)).ShouldBe(reason);
    }

    [Fact]
    public async Task BadRequest_WithAnAnswerOfTheApplication_GetsIt()
    {
        await using var host = await TestHost.StartAsync(
            typeof(Functions), options => options.BadRequest = (_, reason) => Results.Json(new { detail = reason }, statusCode: 422));

        using var response = await host.Client.GetAsync("/required", CancellationToken.None);

        ((int)response.StatusCode).ShouldBe(422);
        (await response.Content.ReadAsStringAsync(CancellationToken.None)).ShouldContain("\"detail\"");
    }

    [Fact]
    public async Task Class_WithConstructor_IsMadePerInvocationFromItsScope()
    {
        await using var host = await TestHost.StartAsync(
            typeof(ClassFunctions), build: builder => builder.Services.AddScoped<ScopedService>());

        var first = await host.Client.GetStringAsync("/scope", CancellationToken.None);
        var second = await host.Client.GetStringAsync("/scope", CancellationToken.None);

        first.Split(' ').Distinct().Count().ShouldBe(1, "function and context share one scope");
        second.ShouldNotBe(first);
    }

    [Fact]
    public async Task Context_OfAnInvocation_TellsWhatRuns()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));

        (await host.Client.GetStringAsync("/context/blue", CancellationToken.None))
            .ShouldBe("context Deis.FunctionsHost.Tests.BindingTests+Functions.Context blue httpTrigger True");
    }

    [Theory]
    [InlineData("/task")]
    [InlineData("/value-task")]
    [InlineData("/typed-result")]
    public async Task Result_InAnyKindOfTask_IsWritten(string url)
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));

        using var response = await host.Client.GetAsync(url, CancellationToken.None);

        response.StatusCode.ShouldBe(HttpStatusCode.Accepted);
    }

    [Fact]
    public async Task Body_OfARequest_IsTheFunctionsToRead()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));

        using var response = await host.Client.PostAsync("/echo", new StringContent("héllo", Encoding.UTF8), CancellationToken.None);

        (await response.Content.ReadAsStringAsync(CancellationToken.None)).ShouldBe("héllo");
    }

    [Fact]
    public async Task Body_OverTheLimitOfTheSettings_IsRefused()
    {
        await using var host = await TestHost.StartAsync(
            typeof(Functions), build: builder => builder.Configuration["FUNCTIONS_REQUEST_BODY_SIZE_LIMIT"] = "10");

        using var response = await host.Client.PostAsync("/echo", new StringContent("more than ten bytes"), CancellationToken.None);

        response.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    public static class Functions
    {
        [Function("values")]
        public static IResult Values(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "values/{type}/{size}/{id}")] HttpRequest _,
            string type,
            long size,
            Guid id,
            bool? follow,
            int limit = 100,
            string since = "-") => Results.Text($"{type} {size} {id} {limit} {follow?.ToString() ?? "null"} {since}");

        [Function("optional")]
        public static IResult Optional([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "optional/{n?}")] HttpRequest _, int? n) =>
            Results.Text(n?.ToString() ?? "none");

        [Function("required")]
        public static IResult Required([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "required")] HttpRequest _, string name) =>
            Results.Text(name);

        [Function("context")]
        public static IResult Context(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "context/{colour}")] HttpRequest request,
            FunctionContext context,
            HttpContext http)
        {
            var definition = context.FunctionDefinition;
            var same = context.GetHttpContext() == http && request.HttpContext == http && Guid.TryParse(context.InvocationId, out _);
            return Results.Text(
                $"{definition.Name} {definition.EntryPoint} {context.BindingContext.BindingData["colour"]} {definition.InputBindings["request"].Type} {same}");
        }

        [Function("task")]
        public static async Task<IResult> InTask(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "task")] HttpRequest _, CancellationToken cancellation)
        {
            await Task.CompletedTask.WaitAsync(cancellation);
            return Results.Accepted();
        }

        [Function("value-task")]
        public static ValueTask<IResult> InValueTask([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "value-task")] HttpRequest _) =>
            new(Results.Accepted());

        [Function("typed-result")]
        public static async Task<Results<Accepted, NotFound>> Typed(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "typed-result")] HttpRequest _, CancellationToken cancellation)
        {
            await Task.CompletedTask.WaitAsync(cancellation);
            return TypedResults.Accepted((string?)null);
        }

        [Function("echo")]
        public static async Task<IResult> Echo(
            [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "echo")] HttpRequest request, CancellationToken cancellation)
        {
            using var reader = new StreamReader(request.Body);
            return Results.Text(await reader.ReadToEndAsync(cancellation));
        }
    }

    public sealed class ClassFunctions(ScopedService service)
    {
        [Function("scope")]
        public IResult Scope([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "scope")] HttpRequest _, FunctionContext context) =>
            Results.Text($"{service.Id} {context.InstanceServices.GetRequiredService<ScopedService>().Id}");
    }

    public sealed class ScopedService
    {
        public Guid Id { get; } = Guid.NewGuid();
    }
}
