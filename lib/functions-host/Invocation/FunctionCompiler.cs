using System.Linq.Expressions;
using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Converters;

namespace Deis.FunctionsHost.Invocation;

/// <summary>Turns a function's method into a delegate that takes its arguments from the request, so that a request costs no reflection.</summary>
internal static class FunctionCompiler
{
    private static readonly Dictionary<Type, Expression<Func<HttpFunctionContext, object>>> ContextParts = new()
    {
        [typeof(HttpContext)] = context => context.Http,
        [typeof(HttpRequest)] = context => context.Http.Request,
        [typeof(FunctionContext)] = context => context,
        [typeof(CancellationToken)] = context => context.CancellationToken,
    };

    /// <summary>Whether the parameter can be filled from a request.</summary>
    public static bool CanBind(ParameterInfo parameter) =>
        !parameter.IsDefined(typeof(InputConverterAttribute))
        && (ContextParts.ContainsKey(parameter.ParameterType) || ValueParameter.Kinds.ContainsKey(Underlying(parameter.ParameterType)));

    /// <summary>Whether the type is <see cref="IResult"/> or one of its kinds, plain or in a task.</summary>
    public static bool IsSupportedReturn(Type type) => type.IsAssignableTo(typeof(IResult)) || Unwrapper(type) is not null;

    /// <summary>Compiles the call of <paramref name="method"/>, whose parameters and return type are supported.</summary>
    public static FunctionCall Compile(MethodInfo method, RoutePattern route)
    {
        var target = Expression.Parameter(typeof(object), "target");
        var context = Expression.Parameter(typeof(HttpFunctionContext), "context");
        var parameters = method.GetParameters();
        var arguments = parameters.Select(parameter => Expression.Variable(parameter.ParameterType, parameter.Name)).ToList();
        var fill = parameters.Zip(arguments, (parameter, argument) => Expression.Assign(argument, Value(parameter, route, context)));
        var call = Expression.Call(method.IsStatic ? null : Expression.Convert(target, method.DeclaringType!), method, arguments);
        var fits = Expression.Equal(Expression.Property(context, nameof(HttpFunctionContext.BindingFailure)), Expression.Constant(null));
        var body = Expression.Block(
            arguments, [.. fill, Expression.Condition(fits, ToResult(call), Expression.Default(typeof(ValueTask<IResult?>)))]);
        return Expression.Lambda<FunctionCall>(body, target, context).Compile();
    }

    private static Expression Value(ParameterInfo parameter, RoutePattern route, ParameterExpression context)
    {
        if (ContextParts.TryGetValue(parameter.ParameterType, out var part))
            return Expression.Convert(Expression.Invoke(part, context), parameter.ParameterType);

        var source = new ValueParameter(parameter, fromRoute: route.GetParameter(parameter.Name!) is not null);
        var type = Underlying(parameter.ParameterType);
        var reader = type == parameter.ParameterType ? nameof(ValueParameter.Read) : nameof(ValueParameter.ReadNullable);
        var fallback = parameter is { HasDefaultValue: true, DefaultValue: { } value }
            ? Expression.Convert(Expression.Constant(value), parameter.ParameterType)
            : (Expression)Expression.Default(parameter.ParameterType);
        return Expression.Call(Expression.Constant(source), reader, [type], context, fallback);
    }

    private static Expression ToResult(MethodCallExpression call) => Unwrapper(call.Type) is { } unwrap
        ? Expression.Call(unwrap, call)
        : Expression.New(typeof(ValueTask<IResult?>).GetConstructor([typeof(IResult)])!, Expression.Convert(call, typeof(IResult)));

    private static MethodInfo? Unwrapper(Type type)
    {
        if (!type.IsGenericType || !type.GenericTypeArguments[0].IsAssignableTo(typeof(IResult)))
            return null;

        var name = type.GetGenericTypeDefinition() == typeof(Task<>) ? nameof(FromTask)
            : type.GetGenericTypeDefinition() == typeof(ValueTask<>) ? nameof(FromValueTask)
            : null;
        return name is null
            ? null
            : typeof(FunctionCompiler).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type.GenericTypeArguments[0]);
    }

    private static Type Underlying(Type type) => Nullable.GetUnderlyingType(type) ?? type;

    private static async ValueTask<IResult?> FromTask<T>(Task<T> task)
        where T : IResult => await task;

    private static async ValueTask<IResult?> FromValueTask<T>(ValueTask<T> task)
        where T : IResult => await task;
}
