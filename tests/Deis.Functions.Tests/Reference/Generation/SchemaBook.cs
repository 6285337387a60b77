using System.Collections;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Deis.Functions.Durable;
using Deis.Functions.Http;
using Microsoft.OpenApi;

namespace Deis.Functions.Tests.Reference.Generation;

/// <summary>Schemas of the types that go over the wire, from what the serialiser knows of them. Records become components of the document.</summary>
internal sealed class SchemaBook(OpenApiDocument document, XmlComments comments)
{
    private static readonly Dictionary<Type, Func<OpenApiSchema>> Simple = new()
    {
        [typeof(string)] = () => new() { Type = JsonSchemaType.String },
        [typeof(bool)] = () => new() { Type = JsonSchemaType.Boolean },
        [typeof(int)] = () => new() { Type = JsonSchemaType.Integer, Format = "int32" },
        [typeof(long)] = () => new() { Type = JsonSchemaType.Integer, Format = "int64" },
        [typeof(double)] = () => new() { Type = JsonSchemaType.Number },
        [typeof(Guid)] = () => new() { Type = JsonSchemaType.String, Format = "uuid" },
        [typeof(DateTimeOffset)] = () => new() { Type = JsonSchemaType.String, Format = "date-time" },
        [typeof(DateTime)] = () => new() { Type = JsonSchemaType.String, Format = "date-time" },
        [typeof(JsonObject)] = () => new() { Type = JsonSchemaType.Object },
        [typeof(JsonNode)] = () => new(),
        [typeof(RawJson)] = () => new(),
    };

    private readonly NullabilityInfoContext _nullability = new();

    /// <summary>The schemas of all records that were met, by name.</summary>
    public SortedDictionary<string, OpenApiSchema> Components { get; } = new(StringComparer.Ordinal);

    /// <summary>The schema of a type.</summary>
    public IOpenApiSchema Of(Type type) => Of(type, nullability: null, isRequest: false);

    /// <summary>The schema of a body that is sent: what may be null need not be there, and is not null.</summary>
    public IOpenApiSchema OfRequest(Type type) => Of(type, nullability: null, isRequest: true);

    private IOpenApiSchema Of(Type type, NullabilityInfo? nullability, bool isRequest)
    {
        var inner = Nullable.GetUnderlyingType(type);
        var schema = Plain(inner ?? type, nullability, isRequest);
        return inner is not null || nullability?.ReadState == NullabilityState.Nullable ? OrNull(schema) : schema;
    }

    private IOpenApiSchema Plain(Type type, NullabilityInfo? nullability, bool isRequest)
    {
        if (Simple.TryGetValue(type, out var simple))
        {
            return simple();
        }
        if (type.IsEnum)
        {
            return new OpenApiSchema { Type = JsonSchemaType.String, Enum = [.. Enum.GetNames(type).Select(name => (JsonNode)name)] };
        }
        var element = nullability?.ElementType ?? nullability?.GenericTypeArguments.LastOrDefault();
        if (Map(type) is { } value)
        {
            return new OpenApiSchema { Type = JsonSchemaType.Object, AdditionalProperties = Of(value, element, isRequest) };
        }
        if (type.IsAssignableTo(typeof(IEnumerable)))
        {
            var item = type.GetElementType() ?? type.GenericTypeArguments.Single();
            return new OpenApiSchema { Type = JsonSchemaType.Array, Items = Of(item, element, isRequest) };
        }
        return Reference(type, isRequest);
    }

    private static Type? Map(Type type) =>
        type.GetInterfaces().Append(type)
            .FirstOrDefault(one => one.IsGenericType && (one.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>) || one.GetGenericTypeDefinition() == typeof(IDictionary<,>)))
            ?.GenericTypeArguments[1];

    private static IOpenApiSchema OrNull(IOpenApiSchema schema)
    {
        if (schema is OpenApiSchema { Type: { } type } plain)
        {
            plain.Type = type | JsonSchemaType.Null;
            return plain;
        }
        return schema is OpenApiSchema ? schema : new OpenApiSchema { AnyOf = [schema, new OpenApiSchema { Type = JsonSchemaType.Null }] };
    }

    private OpenApiSchemaReference Reference(Type type, bool isRequest)
    {
        var name = NameOf(type);
        if (!Components.ContainsKey(name))
        {
            var schema = Components[name] = new OpenApiSchema { Type = JsonSchemaType.Object, Description = comments.Summary(type) };
            var properties = new Dictionary<string, IOpenApiSchema>();
            schema.Required = new HashSet<string>();
            foreach (var property in Bodies.OptionsOf(type).GetTypeInfo(type).Properties)
            {
                properties[property.Name] = PropertyOf(property, isRequest, out var isRequired);
                if (isRequired)
                {
                    schema.Required.Add(property.Name);
                }
            }
            schema.Properties = properties;
        }
        return new OpenApiSchemaReference(name, document);
    }

    private IOpenApiSchema PropertyOf(JsonPropertyInfo property, bool isRequest, out bool isRequired)
    {
        var member = (PropertyInfo)property.AttributeProvider!;
        var nullability = _nullability.Create(member);
        var mayBeNull = nullability.ReadState == NullabilityState.Nullable;
        var isLeftOut = member.GetCustomAttribute<JsonIgnoreAttribute>()?.Condition == JsonIgnoreCondition.WhenWritingNull;
        isRequired = isRequest ? !mayBeNull : !isLeftOut;
        var schema = isRequest || isLeftOut
            ? Plain(Nullable.GetUnderlyingType(member.PropertyType) ?? member.PropertyType, nullability, isRequest)
            : Of(member.PropertyType, nullability, isRequest: false);
        schema.Description = comments.Summary(member);
        return schema;
    }

    private static string NameOf(Type type)
    {
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(PageEnvelope<>))
        {
            return $"{NameOf(type.GenericTypeArguments[0])}Page";
        }
        return type.Name.EndsWith("Body", StringComparison.Ordinal) ? type.Name[..^"Body".Length] : type.Name;
    }
}
