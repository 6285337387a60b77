using System.Reflection;
using Deis.FunctionsHost.Triggers;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace Deis.FunctionsHost.Discovery;

/// <summary>A function that a queue message or the clock triggers, ready to be called.</summary>
internal sealed class TriggeredFunction
{
    private readonly MethodInfo _method;
    private readonly Lazy<ObjectFactory?> _factory;
    private readonly Func<TriggerContext, object?>[] _arguments;

    /// <param name="name">Name of the function.</param>
    /// <param name="method">Its method.</param>
    /// <param name="kind">Type of the trigger, as function.json writes it.</param>
    /// <param name="trigger">The parameter that bears it.</param>
    /// <param name="arguments">What fills the parameters, in their order.</param>
    public TriggeredFunction(string name, MethodInfo method, string kind, ParameterInfo trigger, Func<TriggerContext, object?>[] arguments)
    {
        Name = name;
        Definition = new MethodDefinition(name, method, kind, trigger.Name!, output: null);
        _method = method;
        _arguments = arguments;
        _factory = new(() => method.IsStatic ? null : ActivatorUtilities.CreateFactory(method.DeclaringType!, []));
    }

    public string Name { get; }

    public FunctionDefinition Definition { get; }

    /// <summary>Calls the method on a new instance of its class.</summary>
    public async ValueTask CallAsync(TriggerContext context)
    {
        var target = _factory.Value?.Invoke(context.InstanceServices, null);
        object?[] arguments = [.. _arguments.Select(argument => argument(context))];
        switch (_method.Invoke(target, BindingFlags.DoNotWrapExceptions, binder: null, arguments, culture: null))
        {
            case Task task:
                await task;
                break;
            case ValueTask task:
                await task;
                break;
        }
    }
}
