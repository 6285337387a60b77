namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

/// <summary>Base of the attributes that tie a function to something outside of it.</summary>
public abstract class BindingAttribute : Attribute
{
}
