using System.Reflection;
using Deis.FunctionsHost.Configuration;
using Deis.FunctionsHost.Triggers;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Extensions.Configuration;

namespace Deis.FunctionsHost.Discovery;

/// <summary>Finds the functions with one kind of trigger that are not a request, and says what is wrong with them.</summary>
/// <param name="kind">Type of the trigger, as function.json writes it.</param>
/// <param name="triggerValues">How the trigger parameter is filled, by its type.</param>
internal sealed class TriggeredFunctionReader<TTrigger>(string kind, IReadOnlyDictionary<Type, Func<TriggerContext, object?>> triggerValues)
    where TTrigger : TriggerBindingAttribute
{
    private static readonly Dictionary<Type, Func<TriggerContext, object?>> Services = new()
    {
        [typeof(FunctionContext)] = context => context,
        [typeof(CancellationToken)] = context => context.CancellationToken,
    };

    /// <summary>All that are not switched off, with their triggers.</summary>
    /// <exception cref="HostConfigurationException">Something is wrong with them; the message lists everything found.</exception>
    public IReadOnlyList<(TriggeredFunction Function, TTrigger Trigger)> Read(IEnumerable<Type> classes, IConfiguration configuration)
    {
        var found = new List<(TriggeredFunction, TTrigger)>();
        var mistakes = new List<string>();
        var all = FunctionMethod.In(classes).ToList();
        foreach (var (method, attribute) in all)
        {
            var parameter = method.GetParameters().FirstOrDefault(candidate => candidate.IsDefined(typeof(TTrigger)));
            if (parameter is null || FunctionSettings.IsDisabled(configuration, attribute.Name))
                continue;

            var place = $"Function '{attribute.Name}' ({method.DeclaringType!.FullName}.{method.Name})";
            var count = mistakes.Count;
            mistakes.AddRange(Mistakes(method, attribute, parameter).Select(mistake => $"{place}: {mistake}"));
            if (all.Count(other => other.Attribute.Name.Equals(attribute.Name, StringComparison.OrdinalIgnoreCase)) > 1)
                mistakes.Add($"{place}: another function has the same name. Names are unique.");
            if (mistakes.Count == count)
            {
                var function = new TriggeredFunction(attribute.Name, method, kind, parameter, [.. method.GetParameters().Select(Argument)]);
                found.Add((function, parameter.GetCustomAttribute<TTrigger>()!));
            }
        }

        return mistakes.Count == 0 ? found : throw new HostConfigurationException(string.Join(Environment.NewLine, mistakes));

        Func<TriggerContext, object?> Argument(ParameterInfo parameter) =>
            parameter.IsDefined(typeof(TTrigger)) ? triggerValues[parameter.ParameterType] : Services[parameter.ParameterType];
    }

    private IEnumerable<string> Mistakes(MethodInfo method, FunctionAttribute attribute, ParameterInfo trigger)
    {
        if (!FunctionMethod.HasValidName(attribute))
            yield return FunctionMethod.NameRule;
        if (!FunctionMethod.IsCallable(method))
            yield return FunctionMethod.MethodRule;
        if (method.ReturnType != typeof(void) && method.ReturnType != typeof(Task) && method.ReturnType != typeof(ValueTask))
            yield return "it must return nothing, a Task or a ValueTask; there are no output bindings.";
        if (!triggerValues.ContainsKey(trigger.ParameterType))
            yield return $"the trigger parameter '{trigger.Name}' must be one of {string.Join(", ", triggerValues.Keys.Select(type => type.Name))}.";
        // Not by reference: threads that ask a method for its parameters at the same time get objects of their own.
        foreach (var parameter in method.GetParameters().Where(other => other.Position != trigger.Position && !Services.ContainsKey(other.ParameterType)))
        {
            yield return parameter.IsDefined(typeof(TriggerBindingAttribute))
                ? "it has several trigger parameters; it needs exactly one."
                : $"the parameter '{parameter.Name}' cannot be filled. Take a service by constructor.";
        }
    }
}
