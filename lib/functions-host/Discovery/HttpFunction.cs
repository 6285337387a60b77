using System.Reflection;
using Deis.FunctionsHost.Invocation;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace Deis.FunctionsHost.Discovery;

/// <summary>An HTTP-triggered function, ready to be called.</summary>
internal sealed class HttpFunction
{
    private readonly Lazy<ObjectFactory?> _factory;
    private readonly Lazy<FunctionCall> _call;

    public HttpFunction(string name, MethodInfo method, HttpTriggerAttribute trigger, string triggerParameter, RoutePattern route)
    {
        Name = name;
        Method = method;
        Route = route;
        HttpMethods = trigger.Methods is { Length: > 0 } methods ? [.. methods.Select(verb => verb.ToUpperInvariant())] : [];
        Definition = new MethodDefinition(name, method, "httpTrigger", triggerParameter, "http");
        // Compiling costs a millisecond or so each: it waits for the first request, so that a process with a hundred functions starts fast.
        _factory = new(() => method.IsStatic ? null : ActivatorUtilities.CreateFactory(method.DeclaringType!, []));
        _call = new(() => FunctionCompiler.Compile(method, route));
    }

    public string Name { get; }

    public MethodInfo Method { get; }

    public RoutePattern Route { get; }

    /// <summary>In upper case; empty means every method.</summary>
    public IReadOnlyList<string> HttpMethods { get; }

    public FunctionDefinition Definition { get; }

    /// <summary>Calls the method on a new instance of its class.</summary>
    public ValueTask<Microsoft.AspNetCore.Http.IResult?> CallAsync(HttpFunctionContext context) =>
        _call.Value(_factory.Value?.Invoke(context.InstanceServices, null), context);
}
