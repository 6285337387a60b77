using System.Reflection;
using Deis.Functions.Http;
using Deis.FunctionsHost.Routing;
using Deis.Platform.Tokens;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker;

namespace Deis.Functions.Tests.Reference.Generation;

/// <summary>An HTTP-triggered function with what its attributes say.</summary>
internal sealed class DescribedFunction
{
    private readonly RoutePattern _route;

    private DescribedFunction(string name, MethodInfo method, HttpTriggerAttribute trigger)
    {
        Name = name;
        Method = method;
        Verb = trigger.Methods!.Single(verb => verb != "head").ToUpperInvariant();
        _route = RoutePatternFactory.Parse(trigger.Route!);
    }

    /// <summary>All functions of the API.</summary>
    public static IReadOnlyList<DescribedFunction> All { get; } =
    [
        .. from type in typeof(ApiServices).Assembly.GetTypes()
           from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
           let function = method.GetCustomAttribute<FunctionAttribute>()
           let trigger = method.GetParameters().Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>()).FirstOrDefault(found => found is not null)
           where function is not null && trigger is not null
           orderby function.Name
           select new DescribedFunction(function.Name, method, trigger),
    ];

    public string Name { get; }

    public MethodInfo Method { get; }

    public string Verb { get; }

    public bool IsForApp => _route.GetParameter("app") is not null;

    public Access Access => Find<AccessAttribute>()?.Access ?? Access.User;

    /// <summary>The least scope of a token, as the middleware that checks it reads the attribute.</summary>
    public TokenLevel Scope => Find<ScopeAttribute>()?.Level ?? (Verb == "GET" ? TokenLevel.Read : TokenLevel.Admin);

    /// <summary>The paths that lead here: two when the last value need not be there.</summary>
    public IEnumerable<RoutePath> Paths()
    {
        var isLastOptional = _route.Parameters.Any(parameter => parameter.IsOptional);
        if (isLastOptional)
        {
            yield return PathOf(_route.PathSegments.SkipLast(1).ToList(), Name);
        }
        yield return PathOf(_route.PathSegments, isLastOptional ? $"{Name}-named" : Name);
    }

    public T? Find<T>()
        where T : Attribute => Method.GetCustomAttribute<T>() ?? Method.DeclaringType!.GetCustomAttribute<T>();

    public IEnumerable<T> AllOf<T>()
        where T : Attribute => Method.DeclaringType!.GetCustomAttributes<T>().Concat(Method.GetCustomAttributes<T>());

    private RoutePath PathOf(IReadOnlyList<RoutePatternPathSegment> segments, string id)
    {
        var text = string.Concat(segments.Select(segment => "/" + string.Concat(segment.Parts.Select(Text))));
        var slash = Find<TrailingSlashAttribute>()?.Rule == TrailingSlash.Required ? "/" : "";
        return new RoutePath(id, text + slash, [.. segments.SelectMany(segment => segment.Parts).OfType<RoutePatternParameterPart>()]);
    }

    private static string Text(RoutePatternPart part) => part switch
    {
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternSeparatorPart separator => separator.Content,
        RoutePatternParameterPart parameter => $"{{{parameter.Name}}}",
        _ => throw new InvalidOperationException($"A route has a part of an unknown kind: {part}."),
    };
}
