using System.Globalization;
using System.Reflection;

namespace Deis.FunctionsHost.Invocation;

/// <summary>A parameter that is filled from the route or the query under its own name.</summary>
internal sealed class ValueParameter(ParameterInfo parameter, bool fromRoute)
{
    private readonly string _name = parameter.Name!;
    private readonly bool _isRequired = !parameter.HasDefaultValue && !AcceptsNull(parameter);

    /// <summary>Types that can be read from text, and how messages call them.</summary>
    public static IReadOnlyDictionary<Type, string> Kinds { get; } = new Dictionary<Type, string>
    {
        [typeof(string)] = "text",
        [typeof(int)] = "a whole number of at most 32 bits",
        [typeof(long)] = "a whole number of at most 64 bits",
        [typeof(bool)] = "true or false",
        [typeof(Guid)] = "a UUID",
    };

    /// <summary>Reads a value; when it is absent or does not fit, <paramref name="fallback"/> is returned and, if that is a mistake, noted.</summary>
    public T Read<T>(HttpFunctionContext context, T fallback)
        where T : IParsable<T> => TryRead<T>(context, out var value) ? value : fallback;

    /// <summary>As <see cref="Read{T}"/>, for a parameter that may be null.</summary>
    public T? ReadNullable<T>(HttpFunctionContext context, T? fallback)
        where T : struct, IParsable<T> => TryRead<T>(context, out var value) ? value : fallback;

    private bool TryRead<T>(HttpFunctionContext context, out T value)
        where T : IParsable<T>
    {
        value = default!;
        var text = Text(context);
        if (text is not null && T.TryParse(text, CultureInfo.InvariantCulture, out value!))
            return true;

        if (text is not null)
            context.BindingFailure ??= $"The {Source} parameter '{_name}' must be {Kinds[typeof(T)]}.";
        else if (_isRequired)
            context.BindingFailure ??= $"The {Source} parameter '{_name}' is missing.";

        return false;
    }

    private string Source => fromRoute ? "route" : "query";

    private string? Text(HttpFunctionContext context)
    {
        if (fromRoute)
            return Convert.ToString(context.Http.Request.RouteValues[_name], CultureInfo.InvariantCulture) is { Length: > 0 } value ? value : null;

        // The last of several wins.
        var values = context.Http.Request.Query[_name];
        return values.Count == 0 ? null : values[^1];
    }

    private static bool AcceptsNull(ParameterInfo parameter) =>
        new NullabilityInfoContext().Create(parameter).WriteState == NullabilityState.Nullable;
}
