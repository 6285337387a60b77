using Deis.FunctionsHost.Discovery;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Deis.FunctionsHost.Invocation;

/// <summary>An invocation started by a request. What few invocations look at is made when first asked for.</summary>
internal sealed class HttpFunctionContext(HttpContext http, HttpFunction function) : FunctionContext
{
    // The key under which GetHttpContext() looks (docs/protocol/functions.md §4).
    private const string HttpContextKey = "HttpRequestContext";

    private string? _invocationId;
    private IDictionary<object, object>? _items;
    private InvocationFeatures? _features;
    private BindingContext? _bindingContext;

    public HttpContext Http { get; } = http;

    public HttpFunction Function { get; } = function;

    /// <summary>Why the request's values do not fit the function's parameters; null when they do.</summary>
    public string? BindingFailure { get; set; }

    public override string InvocationId => _invocationId ??= Guid.NewGuid().ToString();

    public override string FunctionId => Function.Definition.Id;

    public override FunctionDefinition FunctionDefinition => Function.Definition;

    public override TraceContext TraceContext => ActivityTraceContext.Instance;

    public override BindingContext BindingContext => _bindingContext ??= new RouteBindingContext(Http.Request.RouteValues);

    public override RetryContext RetryContext => NoRetryContext.Instance;

    public override IServiceProvider InstanceServices
    {
        get => Http.RequestServices;
        set => Http.RequestServices = value;
    }

    public override IDictionary<object, object> Items
    {
        get => _items ??= new Dictionary<object, object> { [HttpContextKey] = Http };
        set => _items = value;
    }

    public override IInvocationFeatures Features => _features ??= new InvocationFeatures();

    public override CancellationToken CancellationToken => Http.RequestAborted;
}
