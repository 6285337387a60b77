using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Hosting;

namespace Deis.FunctionsHost.Tests;

public sealed class MiddlewareTests
{
    [Fact]
    public async Task Middlewares_AroundAnInvocation_RunInTheOrderAdded()
    {
        await using var host = await StartAsync();

        (await host.Client.GetStringAsync("/open", CancellationToken.None)).ShouldBe("outer inner function");
    }

    [Fact]
    public async Task Middleware_ThatSetsAResultAndStops_AnswersForTheFunction()
    {
        await using var host = await StartAsync();

        using var response = await host.Client.GetAsync("/secret", CancellationToken.None);

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await response.Content.ReadAsStringAsync(CancellationToken.None)).ShouldBe("outer says no");
    }

    [Fact]
    public async Task Middleware_ThatCatches_MapsTheFunctionsException()
    {
        await using var host = await StartAsync();

        using var response = await host.Client.GetAsync("/broken", CancellationToken.None);

        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task Exception_ThatNobodyCatches_IsAnEmpty500()
    {
        await using var host = await TestHost.StartAsync(typeof(Functions));

        using var response = await host.Client.GetAsync("/broken", CancellationToken.None);

        response.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        (await response.Content.ReadAsStringAsync(CancellationToken.None)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Middleware_ThatStopsWithoutAResult_LeavesAnEmpty200()
    {
        await using var host = await TestHost.StartAsync(
            typeof(Functions), worker: worker => worker.Use(_ => _ => Task.CompletedTask));

        using var response = await host.Client.GetAsync("/open", CancellationToken.None);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await response.Content.ReadAsStringAsync(CancellationToken.None)).ShouldBeEmpty();
    }

    private static Task<TestHost> StartAsync() => TestHost.StartAsync(
        typeof(Functions), worker: worker => worker.UseMiddleware<Outer>().UseMiddleware<Inner>());

    public static class Functions
    {
        [Function("open")]
        public static IResult Open([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "open")] HttpRequest _, FunctionContext context) =>
            Results.Text($"{context.Items["trail"]} function");

        [Function("secret"), Secret]
        public static IResult Secret([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "secret")] HttpRequest _) =>
            throw new InvalidOperationException("The middleware let somebody through.");

        [Function("broken")]
        public static IResult Broken([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "broken")] HttpRequest _) =>
            throw new InvalidOperationException("Broken on purpose.");
    }

    [AttributeUsage(AttributeTargets.Method)]
    private sealed class SecretAttribute : Attribute;

    private sealed class Outer : IFunctionsWorkerMiddleware
    {
        public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
        {
            if (context.GetHttpContext()!.GetEndpoint()!.Metadata.GetMetadata<SecretAttribute>() is not null)
            {
                context.SetResult(Results.Text("outer says no", statusCode: 401));
                return;
            }

            context.Items["trail"] = "outer";
            try
            {
                await next(context);
            }
            catch (InvalidOperationException)
            {
                context.SetResult(Results.StatusCode(503));
            }
        }
    }

    private sealed class Inner : IFunctionsWorkerMiddleware
    {
        public Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
        {
            context.Items["trail"] += " inner";
            return next(context);
        }
    }
}
