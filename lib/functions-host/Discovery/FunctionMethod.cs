using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Azure.Functions.Worker;

namespace Deis.FunctionsHost.Discovery;

/// <summary>What holds for the method of every function, whatever triggers it (docs/protocol/functions.md §1).</summary>
internal static partial class FunctionMethod
{
    /// <summary>Says which names are valid.</summary>
    public const string NameRule = "a name begins with a letter, goes on with letters, digits, '_' or '-', has at most 128 characters and is not 'host'.";

    /// <summary>Says which methods can be called.</summary>
    public const string MethodRule = "method and class must be public and not generic, and the class of an instance method not abstract.";

    private const BindingFlags AnyMethod =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    /// <summary>All methods that are marked as functions.</summary>
    public static IEnumerable<(MethodInfo Method, FunctionAttribute Attribute)> In(IEnumerable<Type> classes) =>
        from type in classes
        from method in type.GetMethods(AnyMethod)
        let attribute = method.GetCustomAttribute<FunctionAttribute>()
        where attribute is not null
        select (method, attribute);

    public static bool HasValidName(FunctionAttribute attribute) =>
        ValidName().IsMatch(attribute.Name) && !attribute.Name.Equals("host", StringComparison.OrdinalIgnoreCase);

    public static bool IsCallable(MethodInfo method) =>
        method is { IsPublic: true, IsGenericMethod: false, DeclaringType: { IsVisible: true, ContainsGenericParameters: false } type }
        && (method.IsStatic || !type.IsAbstract);

    [GeneratedRegex("^[a-zA-Z][a-zA-Z0-9_-]{0,127}$")]
    private static partial Regex ValidName();
}
