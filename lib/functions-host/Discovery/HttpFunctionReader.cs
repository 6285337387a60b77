using System.Reflection;
using Deis.FunctionsHost.Invocation;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Deis.FunctionsHost.Discovery;

/// <summary>Reads one <c>[Function]</c> method and says what is wrong with it.</summary>
internal sealed class HttpFunctionReader(string routePrefix, Action<string> report)
{
    /// <summary>The function, or null when the method is not HTTP-triggered or has a mistake, which is then reported.</summary>
    public HttpFunction? Read(MethodInfo method, FunctionAttribute attribute)
    {
        var place = $"Function '{attribute.Name}' ({method.DeclaringType!.FullName}.{method.Name})";
        if (!FunctionMethod.HasValidName(attribute))
            return Wrong($"{place}: {FunctionMethod.NameRule}");

        var triggers = method.GetParameters().Where(parameter => parameter.IsDefined(typeof(TriggerBindingAttribute))).ToList();
        if (triggers is not [var parameter])
            return Wrong($"{place} has {triggers.Count} trigger parameters; it needs exactly one.");
        if (parameter.GetCustomAttribute<HttpTriggerAttribute>() is not { } trigger)
            return null;

        if (!FunctionMethod.IsCallable(method))
            return Wrong($"{place}: {FunctionMethod.MethodRule}");
        if (!IsExplicitlyAnonymous(parameter))
        {
            return Wrong(
                $"{place}: this host has no function keys. Say [HttpTrigger(AuthorizationLevel.Anonymous, …)] and check callers in a middleware.");
        }

        if (parameter.ParameterType != typeof(HttpRequest) && parameter.ParameterType != typeof(HttpContext))
            return Wrong($"{place}: the trigger parameter '{parameter.Name}' must be an HttpRequest.");
        if (!FunctionCompiler.IsSupportedReturn(method.ReturnType))
            return Wrong($"{place} must return IResult, Task<IResult> or ValueTask<IResult>.");

        return ParseRoute(trigger.Route ?? attribute.Name, place) is { } route && ParametersFit(method, place)
            ? new HttpFunction(attribute.Name, method, trigger, parameter.Name!, route)
            : null;
    }

    private HttpFunction? Wrong(string message)
    {
        report(message);
        return null;
    }

    private RoutePattern? ParseRoute(string route, string place)
    {
        try
        {
            return RoutePatternFactory.Parse($"{routePrefix}/{route.TrimStart('/')}".Trim('/'));
        }
        catch (RoutePatternException exception)
        {
            report($"{place}: the route '{route}' is malformed: {exception.Message}");
            return null;
        }
    }

    private bool ParametersFit(MethodInfo method, string place)
    {
        var unbindable = method.GetParameters().Where(parameter => !FunctionCompiler.CanBind(parameter)).ToList();
        foreach (var parameter in unbindable)
        {
            report(
                $"{place}: the parameter '{parameter.Name}' cannot be filled. Take a service by constructor, read the body from the HttpRequest "
                + "(not by [FromBody]); route and query values are string, int, long, bool or Guid.");
        }

        return unbindable.Count == 0;
    }

    /// <summary>The attribute's constructors without a level leave the property at Anonymous, though to Azure they mean Function.</summary>
    private static bool IsExplicitlyAnonymous(ParameterInfo parameter) =>
        parameter.GetCustomAttributesData().Single(data => data.AttributeType == typeof(HttpTriggerAttribute)).ConstructorArguments
            is [{ Value: (int)AuthorizationLevel.Anonymous } level, ..] && level.ArgumentType == typeof(AuthorizationLevel);
}
