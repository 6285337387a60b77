using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Invocation;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Deis.Compat.Tests.Functions;

/// <summary>The real worker package on top of our Core and Grpc.</summary>
public sealed class WorkerDefaultsTests
{
    [Fact]
    public async Task ConfigureFunctionsWorkerDefaults_OfThePackage_BuildsThePipeline()
    {
        var executor = new Executor();
        using var host = new HostBuilder()
            .ConfigureFunctionsWorkerDefaults(worker => worker.UseMiddleware<Outer>().UseMiddleware<Inner>())
            .ConfigureServices(services => services.AddSingleton<IFunctionExecutor>(executor))
            .Build();
        var context = new StubContext(host.Services);

        await host.Services.GetRequiredService<FunctionExecutionDelegate>()(context);

        context.Items["trail"].ShouldBe("outer inner function");
        context.GetInvocationResult().Value.ShouldBe("result");
    }

    [Fact]
    public async Task Middleware_ThatDoesNotGoOn_KeepsTheFunctionFromRunning()
    {
        var executor = new Executor();
        using var host = new HostBuilder()
            .ConfigureFunctionsWorkerDefaults(worker => worker.UseMiddleware<Outer>().Use(_ => _ => Task.CompletedTask))
            .ConfigureServices(services => services.AddSingleton<IFunctionExecutor>(executor))
            .Build();
        var context = new StubContext(host.Services);

        await host.Services.GetRequiredService<FunctionExecutionDelegate>()(context);

        context.Items["trail"].ShouldBe("outer");
        context.GetInvocationResult().Value.ShouldBeNull();
    }

    [Fact]
    public void HttpTrigger_OfThePackage_IsATriggerOfOurs()
    {
        var trigger = new HttpTriggerAttribute(AuthorizationLevel.Anonymous, "get", "post") { Route = "v2/apps" };

        trigger.ShouldBeAssignableTo<Microsoft.Azure.Functions.Worker.Extensions.Abstractions.TriggerBindingAttribute>();
        trigger.Methods.ShouldBe(["get", "post"]);
    }

    private sealed class Executor : IFunctionExecutor
    {
        public ValueTask ExecuteAsync(FunctionContext context)
        {
            context.Items["trail"] += " function";
            context.GetInvocationResult().Value = "result";
            return ValueTask.CompletedTask;
        }
    }

    private sealed class Outer : IFunctionsWorkerMiddleware
    {
        public Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
        {
            context.Items["trail"] = "outer";
            return next(context);
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
