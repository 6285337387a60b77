using Microsoft.AspNetCore.Routing.Patterns;

namespace Deis.FunctionsHost.Discovery;

/// <summary>Finds the HTTP-triggered functions of classes.</summary>
internal static class HttpFunctionCatalog
{
    /// <summary>All functions, in the order of their names.</summary>
    /// <exception cref="HostConfigurationException">Something is wrong with them; the message lists everything found.</exception>
    public static IReadOnlyList<HttpFunction> Read(IEnumerable<Type> classes, string routePrefix)
    {
        var mistakes = new List<string>();
        var reader = new HttpFunctionReader(routePrefix, mistakes.Add);
        var functions = FunctionMethod.In(classes)
            .Select(candidate => reader.Read(candidate.Method, candidate.Attribute))
            .OfType<HttpFunction>()
            .OrderBy(function => function.Name, StringComparer.OrdinalIgnoreCase)
            .ToList();
        mistakes.AddRange(SameName(functions));
        mistakes.AddRange(SameRoute(functions));
        if (mistakes.Count > 0)
            throw new HostConfigurationException(string.Join(Environment.NewLine, mistakes));

        return functions;
    }

    private static IEnumerable<string> SameName(IEnumerable<HttpFunction> functions) =>
        from function in functions
        group function by function.Name.ToUpperInvariant() into named
        where named.Count() > 1
        select $"Function '{named.First().Name}' exists {named.Count()} times: {Places(named)}. Names are unique.";

    private static IEnumerable<string> SameRoute(IReadOnlyList<HttpFunction> functions) =>
        from first in functions.Index()
        from second in functions.Skip(first.Index + 1)
        where SamePath(first.Item.Route, second.Route) && Overlap(first.Item.HttpMethods, second.HttpMethods)
        select $"The functions '{first.Item.Name}' and '{second.Name}' both answer {second.Route.RawText}. Change a route or a method.";

    private static bool SamePath(RoutePattern first, RoutePattern second) =>
        string.Equals(first.RawText, second.RawText, StringComparison.OrdinalIgnoreCase);

    private static bool Overlap(IReadOnlyList<string> first, IReadOnlyList<string> second) =>
        first.Count == 0 || second.Count == 0 || first.Intersect(second).Any();

    private static string Places(IEnumerable<HttpFunction> functions) =>
        string.Join(", ", functions.Select(function => function.Definition.EntryPoint));
}
